package io.llmclient.core.internal.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmclient.ChatRequest;
import io.llmclient.Content;
import io.llmclient.Message;
import io.llmclient.Origin;
import io.llmclient.spi.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What providers ask of a conversation, rule by rule, written without a look at how {@link Adapter} gets there. */
final class Rules {

    private final Model model;
    private final List<Message> messages;

    private Rules(Model model, List<Message> messages) {
        this.model = model;
        this.messages = messages;
    }

    static void assertObeyed(Model model, ChatRequest request) {
        Rules rules = new Rules(model, request.messages());
        rules.signaturesAreTheModelsOwn();
        rules.everyCallIsAnsweredAtOnce();
        rules.idsAreFine();
        rules.resultsHoldWhatTheyMay();
        rules.nothingIsEmpty();
        rules.rolesAreInOrder();
        rules.systemMessagesLead();
    }

    private void signaturesAreTheModelsOwn() {
        assertThat(parts(Content.Thinking.class).map(Content.Thinking::origin)).allMatch(this::isOwn);
        assertThat(parts(Content.Opaque.class).map(Content.Opaque::origin)).allMatch(this::isOwn);
        assertThat(parts(Content.Text.class).map(Content.Text::origin)).allMatch(o -> o == null || isOwn(o));
        assertThat(parts(Content.ToolCall.class).map(Content.ToolCall::origin)).allMatch(o -> o == null || isOwn(o));
    }

    private boolean isOwn(@Nullable Origin origin) {
        return origin != null
                && origin.dialect().equals(model.dialect())
                && origin.model().equals(model.name());
    }

    private void everyCallIsAnsweredAtOnce() {
        List<String> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (Message message : messages) {
            if (message instanceof Message.ToolResult result) {
                results.add(result.toolCallId() + " " + result.toolName());
            } else {
                assertThat(results).containsExactlyInAnyOrderElementsOf(calls);
                calls.clear();
                results.clear();
            }
            if (message instanceof Message.Assistant assistant) {
                assistant.toolCalls().forEach(call -> calls.add(call.id() + " " + call.name()));
            }
        }
        assertThat(results).containsExactlyInAnyOrderElementsOf(calls);
    }

    private void idsAreFine() {
        List<String> ids =
                parts(Content.ToolCall.class).map(Content.ToolCall::id).toList();
        Pattern form = model.capabilities().toolCallIds();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> form == null || form.matcher(id).matches());
    }

    private void resultsHoldWhatTheyMay() {
        for (Message message : messages) {
            if (message instanceof Message.ToolResult result) {
                assertThat(result.error() && model.lacks(Feature.TOOL_ERROR_FLAG))
                        .isFalse();
                assertThat(result.content()).noneMatch(Content.Audio.class::isInstance);
                if (model.lacks(Feature.TOOL_RESULT_MEDIA)) {
                    assertThat(result.content())
                            .allMatch(part -> part instanceof Content.Text || part instanceof Content.CachePoint);
                }
            }
        }
    }

    private void nothingIsEmpty() {
        if (model.lacks(Feature.EMPTY_TEXT)) {
            assertThat(parts(Content.Text.class)).noneMatch(text -> text.text().isBlank() && text.origin() == null);
            assertThat(parts(Content.Refusal.class))
                    .noneMatch(refusal -> refusal.text().isBlank());
            assertThat(messages)
                    .noneMatch(message -> message.content().stream().allMatch(Content.CachePoint.class::isInstance));
        }
    }

    private void rolesAreInOrder() {
        List<? extends Class<?>> roles = messages.stream().map(Object::getClass).toList();
        List<? extends Class<?>> spoken =
                roles.stream().filter(role -> role != Message.System.class).toList();
        assertThat(spoken).isNotEmpty();
        if (model.lacks(Feature.ASSISTANT_FIRST)) {
            assertThat(spoken.get(0)).isEqualTo(Message.User.class);
        }
        if (model.lacks(Feature.REPEATED_ROLES)) {
            for (int i = 1; i < roles.size(); i++) {
                assertThat(roles.get(i) == Message.ToolResult.class || roles.get(i) != roles.get(i - 1))
                        .isTrue();
            }
        }
        if (model.lacks(Feature.USER_AFTER_TOOL_RESULT)) {
            for (int i = 1; i < roles.size(); i++) {
                assertThat(roles.get(i - 1) == Message.ToolResult.class && roles.get(i) == Message.User.class)
                        .isFalse();
            }
        }
        if (model.lacks(Feature.ASSISTANT_LAST) && roles.get(roles.size() - 1) == Message.Assistant.class) {
            List<Content> last = messages.get(messages.size() - 1).content();
            assertThat(last.get(last.size() - 1)).isInstanceOf(Content.Opaque.class);
        }
    }

    private void systemMessagesLead() {
        if (model.lacks(Feature.SYSTEM_ANYWHERE)) {
            long leading = messages.stream()
                    .takeWhile(Message.System.class::isInstance)
                    .count();
            assertThat(messages.stream().filter(Message.System.class::isInstance))
                    .hasSize((int) leading);
        }
    }

    private <T extends Content> Stream<T> parts(Class<T> kind) {
        return messages.stream()
                .flatMap(message -> message.content().stream())
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
