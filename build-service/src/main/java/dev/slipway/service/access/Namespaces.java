package dev.slipway.service.access;

/** Which namespaces there are: of people and of organizations. */
public interface Namespaces {

  boolean exists(String name);
}
