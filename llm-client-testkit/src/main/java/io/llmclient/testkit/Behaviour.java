package io.llmclient.testkit;

/**
 * What a provider does with one request: it answers, well or badly ({@link Reply}), or it fails ({@link Fault}). A
 * value; the same one means the same to a {@link FakeProvider} and to a server that speaks the real wire formats.
 */
public sealed interface Behaviour permits Reply, Fault {}
