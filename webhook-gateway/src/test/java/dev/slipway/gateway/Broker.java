package dev.slipway.gateway;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Marks the field of a test that gets the {@link TestBroker}. */
@Target(FIELD)
@Retention(RUNTIME)
public @interface Broker {}
