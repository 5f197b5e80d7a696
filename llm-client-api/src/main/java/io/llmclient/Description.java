package io.llmclient;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the model what a type or a component of it is for, in a type that answers or tool arguments are read into.
 *
 * <pre>{@code
 * record Recipe(String title, @Description("in minutes") int time) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Description {

    /** The words that the model reads. */
    String value();
}
