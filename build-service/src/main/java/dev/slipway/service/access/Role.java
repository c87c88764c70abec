package dev.slipway.service.access;

/** What a user is in a namespace; who has no role there is a stranger. */
public enum Role {
  OWNER,
  MAINTAINER,
  READER
}
