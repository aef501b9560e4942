package io.aigateway.redact;

/** Numbers that belong to people: payment cards, telephones, bank accounts. Checksums keep other numbers what they are. */
final class Numbers {
    private static final int MIN_CARD = 13;
    private static final int MAX_CARD = 19;
    private static final int MIN_PHONE = 9;
    private static final int MAX_PHONE = 15;
    private static final int MIN_IBAN = 15;
    private static final int MAX_IBAN = 34;

    private Numbers() {}

    /** The end of a card number that begins here, digits with single blanks or hyphens between; -1 when none does. */
    static int endOfCard(String text, int start) {
        if (text.charAt(start) < '2' || text.charAt(start) > '6') {
            return -1;
        }
        int digits = 0;
        int sum = 0;
        int alternate = 0;
        int end = -1;
        for (int i = start; i < text.length() && digits < MAX_CARD; i++) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                int digit = c - '0';
                // Luhn's sum counts from the end, which is not known yet: both sums are kept, and change places.
                int next = alternate + digit;
                alternate = sum + (digit * 2 > 9 ? digit * 2 - 9 : digit * 2);
                sum = next;
                digits++;
                end = digits >= MIN_CARD && sum % 10 == 0 && endsAt(text, i + 1) ? i + 1 : end;
            } else if ((c != ' ' && c != '-') || !isDigitAt(text, i + 1)) {
                break;
            }
        }
        return end;
    }

    /** The end of a telephone number that begins with a plus sign here; -1 when none does. */
    static int endOfPhone(String text, int start) {
        int digits = 0;
        int end = start + 1;
        for (int i = start + 1; i < text.length() && digits <= MAX_PHONE; i++) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                digits++;
                end = i + 1;
            } else if ((c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') || i - end >= 2) {
                break;
            }
        }
        boolean country = isDigitAt(text, start + 1) && text.charAt(start + 1) != '0';
        return country && endsAt(text, end) && digits >= MIN_PHONE && digits <= MAX_PHONE ? end : -1;
    }

    /** The end of a bank account number that begins here; -1 when none does. Source: ISO 13616. */
    static int endOfIban(String text, int start) {
        if (start + MIN_IBAN > text.length()
                || !Letters.isUpper(text.charAt(start))
                || !Letters.isUpper(text.charAt(start + 1))
                || !Letters.isDigit(text.charAt(start + 2))
                || !Letters.isDigit(text.charAt(start + 3))) {
            return -1;
        }
        var compact = new StringBuilder(MAX_IBAN);
        int end = -1;
        for (int i = start; i < text.length() && compact.length() < MAX_IBAN; i++) {
            char c = text.charAt(i);
            if (Letters.isUpper(c) || Letters.isDigit(c)) {
                compact.append(c);
                end = compact.length() >= MIN_IBAN && endsAt(text, i + 1) && isIban(compact) ? i + 1 : end;
            } else if (c != ' ' || compact.length() % 4 != 0) {
                break;
            }
        }
        return end;
    }

    private static boolean endsAt(String text, int index) {
        return index == text.length() || !Letters.isWord(text.charAt(index));
    }

    private static boolean isIban(CharSequence compact) {
        int rest = 0;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt((i + 4) % compact.length());
            rest = Letters.isDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        }
        return rest == 1;
    }

    private static boolean isDigitAt(String text, int index) {
        return index < text.length() && Letters.isDigit(text.charAt(index));
    }
}
