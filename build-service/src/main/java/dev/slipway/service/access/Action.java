package dev.slipway.service.access;

/** What an actor may want to do; {@code AccessPolicy} decides, and denies what it doesn't know. */
public enum Action {
  /** See a repository, its builds and its tags; pull its image. */
  READ_REPOSITORY,
  /** See its logs, deliveries and rules. */
  READ_BUILD_DETAILS,
  /** Start and cancel builds. */
  BUILD,
  /** Change rules, destinations, description, visibility. */
  CONFIGURE,
  /** Remove it. */
  DELETE_REPOSITORY,
  /** Make a repository in a namespace. */
  CREATE_REPOSITORY,

  /** See a namespace: its members, its linked accounts' names. */
  READ_NAMESPACE,

  /** Change a namespace's members and linked accounts. */
  MANAGE_NAMESPACE
}
