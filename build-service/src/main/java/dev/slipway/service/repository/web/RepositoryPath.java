package dev.slipway.service.repository.web;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.RepositoryName;
import jakarta.ws.rs.PathParam;

/** The part of a path that names a repository: a {@code @BeanParam}, so the framework fills it. */
public final class RepositoryPath {

  @PathParam("namespace")
  String namespace = "";

  @PathParam("name")
  String name = "";

  /**
   * The name.
   *
   * @throws NoSuchThingException when it can't be one, and so no repository has it
   */
  public RepositoryName name() {
    try {
      return new RepositoryName(namespace, name);
    } catch (IllegalArgumentException e) {
      throw new NoSuchThingException("there is no such repository: " + e.getMessage());
    }
  }
}
