package io.llmclient.core.internal.typed;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.llmclient.Description;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;

/** What a type or a field says of itself. */
final class Words {

    private Words() {}

    /** Our description before Jackson's; null for none. */
    static @Nullable String of(AnnotatedElement element) {
        String jacksons = null;
        for (Annotation given : element.getAnnotations()) {
            if (given instanceof Description ours) {
                return ours.value();
            } else if (given instanceof JsonPropertyDescription field) {
                jacksons = field.value();
            } else if (given instanceof JsonClassDescription type) {
                jacksons = type.value();
            }
        }
        return jacksons;
    }
}
