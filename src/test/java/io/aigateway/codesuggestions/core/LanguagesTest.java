package io.aigateway.codesuggestions.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    @ParameterizedTest
    @CsvSource({
        "a.py,,python,python",
        "src/Main.java,,java,java",
        "a.c,,c,c",
        "a.C,,cpp,cpp",
        "a.h,,c,c",
        "a.hh,,cpp,cpp",
        "a.H,,cpp,cpp",
        "a.c++,,cpp,cpp",
        "A.cs,,csharp,c_sharp",
        "a.jsx,,js,javascript",
        "a.tsx,,ts,typescript",
        "a.m,,objc,objc",
        "a.v,,verilog,verilog",
        "A.cls,,apex,apex",
        "a.test.go,,go,go",
        "dir.py/a.rb,,ruby,ruby",
        "a.S,,asm,asm",
        "a.dockerfile,,dockerfile,dockerfile",
        "a.unknown,,'',unknown",
        "a.XYZ,,'',xyz",
        "a.PY,,'',py",
        "a.py,javascript,python,javascript",
        "a.txt,python,python,python",
        "a.txt,TypeScriptReact,'',typescriptreact",
        "a.txt,FortranFreeForm,fortran,fortranfreeform",
        "Dockerfile,dockerfile,dockerfile,dockerfile",
        "Makefile,makefile,'',makefile",
        "a.mat,matlab,matlab,matlab",
        "a,shellscript,bash,shellscript",
        "a.cs,'',csharp,c_sharp",
    })
    void findsTheLanguage(String fileName, String identifier, String reported, String toldToModel) {
        assertThat(Languages.reported(fileName, identifier)).isEqualTo(reported);
        assertThat(Languages.toldToModel(fileName, identifier)).isEqualTo(toldToModel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Makefile", ".bashrc", "name.", "dir.py/name", "dir.py\\name", ""})
    void findsNoneWhereNothingSaysIt(String fileName) {
        assertThat(Languages.of(fileName, null)).isNull();
        assertThat(Languages.reported(fileName, null)).isEmpty();
        assertThat(Languages.toldToModel(fileName, null)).isNull();
        assertThat(Languages.toldToModel(fileName, "")).isNull();
        assertThat(Languages.extensionOf(fileName)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.cs,,csharp", "a.xyz,,xyz", "a.xyz,java,java", "Makefile,,''"})
    void labelsABlockOfCode(String fileName, String identifier, String label) {
        assertThat(Languages.label(fileName, identifier)).isEqualTo(label);
    }

    @Test
    void knowsTheNamesOfALanguage() {
        assertThat(Languages.of("a.kts", null))
                .isEqualTo(
                        new Language("kotlin", java.util.List.of("kt", "kts"), java.util.List.of("kotlin"), "kotlin"));
    }
}
