package dev.slipway.service.account.web;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** A credential that a request showed, not yet checked. */
final class CredentialRequest extends BaseAuthenticationRequest {

  /** Where it was shown. */
  enum Kind {
    BEARER,
    SESSION_COOKIE
  }

  private final Kind kind;
  private final String token;

  CredentialRequest(Kind kind, String token) {
    this.kind = kind;
    this.token = token;
  }

  Kind kind() {
    return kind;
  }

  String token() {
    return token;
  }
}
