/** An index of documents in a folder, by Apache Lucene. */
@NullMarked
package io.aigateway.search.index;

import org.jspecify.annotations.NullMarked;
