package io.llmclient;

import java.util.List;

/** What each kind of message may hold. */
final class Kinds {

    static final List<Class<?>> SYSTEM = List.of(Content.Text.class, Content.CachePoint.class);
    static final List<Class<?>> USER = List.of(
            Content.Text.class,
            Content.Image.class,
            Content.Document.class,
            Content.Audio.class,
            Content.Opaque.class,
            Content.CachePoint.class);
    static final List<Class<?>> ASSISTANT = List.of(
            Content.Text.class,
            Content.Thinking.class,
            Content.ToolCall.class,
            Content.Refusal.class,
            Content.Opaque.class,
            Content.Vector.class,
            Content.CachePoint.class);
    static final List<Class<?>> TOOL_RESULT = List.of(
            Content.Text.class,
            Content.Image.class,
            Content.Document.class,
            Content.Audio.class,
            Content.CachePoint.class);

    private Kinds() {}
}
