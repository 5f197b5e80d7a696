package io.llmclient;

/** What vectors are made for. Some models make other ones for a question than for what is searched. */
public enum EmbeddingPurpose {
    /** A text that will be searched. */
    DOCUMENT,
    /** A question that texts are searched for. */
    QUERY,
    /** A text that will be put into a class. */
    CLASSIFICATION,
    /** A text that will be grouped with its like. */
    CLUSTERING
}
