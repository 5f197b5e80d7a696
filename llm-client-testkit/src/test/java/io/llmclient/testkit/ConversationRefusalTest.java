package io.llmclient.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each service refuses of a conversation, in its own words. A row has the turns in short: {@code s}ystem, {@code
 * u}ser, {@code a}ssistant, {@code c} for one that calls a tool and {@code r} for its result; {@code t} is a thought
 * that is not signed, {@code e} an assistant who says nothing. What follows a colon is the text of a turn, with {@code _} for a space, or the id of a call.
 */
class ConversationRefusalTest {

    private static final Map<String, ProviderServer> SERVERS = ProviderServer.ofEveryDialect().stream()
            .map(server -> server.otherwise(Reply.text("served")))
            .collect(Collectors.toMap(ProviderServer::provider, server -> server));

    @AfterAll
    static void closeServers() {
        SERVERS.values().forEach(ProviderServer::close);
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @CsvSource(delimiter = '|', textBlock = """
            openai           | u c:one u            | following tool_call_ids did not have response messages: one
            openai           | u r:one              | must be a response to a preceding message
            openai           | u c:12345678901234567890123456789012345678901 r:12345678901234567890123456789012345678901 | maximum length 40
            openai/deepseek-v4-pro | u a u          | The `reasoning_content` in the thinking mode must be passed back
            openai-responses | u c:one u            | No tool output found for function call one
            openai-responses | u r:one              | No tool call found for function call output
            anthropic        | u c:one u            | `tool_use` ids were found without `tool_result` blocks immediately after: one
            anthropic        | u r:one              | unexpected `tool_use_id` found
            anthropic        | u c:a.b r:a.b        | should match pattern
            anthropic        | u c:one r:one c:one r:one | `tool_use` ids must be unique
            anthropic        | u:_ a u             | must contain non-whitespace text
            anthropic        | u a:A_               | final assistant content cannot end with trailing whitespace
            anthropic        | u t u                | Invalid `signature` in `thinking` block
            anthropic/claude-opus-4-6 | u a         | does not support assistant message prefill
            anthropic/claude-sonnet-5-5 | u a       | does not support assistant message prefill
            bedrock-anthropic | u c:one u           | `tool_use` ids were found without
            gemini           | a u                  | first content is a user turn
            gemini           | u a c:one r:one      | function call turn comes immediately after a user turn
            gemini           | u c:one u            | number of function response parts is equal
            gemini/gemini-3-flash | u c:one r:one   | missing a thought_signature
            gemini/gemini-3.8-flash | u a           | Requests ending with a model turn are not supported
            bedrock          | a u                  | must start with a user message
            bedrock          | u u                  | must alternate between user and assistant roles
            bedrock          | u:_                 | is blank
            bedrock          | u c:one u            | Expected toolResult blocks for the following Ids: one
            bedrock          | u c:one/1 r:one/1    | Member must satisfy regular expression pattern
            mistral          | u c:abcdefghi r:abcdefghi u | Unexpected role 'user' after role 'tool'
            mistral          | u u                  | Unexpected role 'user' after role 'user'
            mistral          | u s u                | Unexpected role 'system' after role 'user'
            mistral          | u a                  | Expected last role User or Tool
            mistral          | u c:abcdefghi u      | Not the same number of function calls and responses
            mistral          | u c:call_1 r:call_1  | must be a-z, A-Z, 0-9, with a length of 9
            mistral          | u e u               | must have either content or tool_calls
            cohere           | u s u                | system turn must be the first in the list
            cohere           | u:_                 | message must not be empty in a turn
            cohere           | u c:one r:one c:one r:one | cannot have duplicate tool ids
            """)
    void a_conversation_out_of_order_is_refused_in_the_words_of_the_service(String who, String turns, String words) {
        String[] providerAndModel = who.split("/", 2);
        String model = providerAndModel.length > 1 ? providerAndModel[1] : "m";

        HttpResponse<String> refused = Shorthand.ask(SERVERS.get(providerAndModel[0]), model, turns);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai",
                "openai-responses",
                "anthropic",
                "bedrock-anthropic",
                "gemini",
                "bedrock",
                "mistral",
                "cohere",
                "ollama"
            })
    void a_conversation_in_order_is_served(String provider) {
        String turns = "u a u c:abcdefgh1 r:abcdefgh1 a u c:abcdefgh2 r:abcdefgh2";

        assertThat(Shorthand.ask(SERVERS.get(provider), "m", turns).body()).contains("served");
    }
}
