package dev.slipway.service.host.rest;

import dev.slipway.service.host.OAuthClient.Consent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The address to which a browser goes for consent (RFC 6749, section 4.1.1). */
public final class ConsentUrl {

  private final List<String> query = new ArrayList<>();

  /** With everything that each host takes. */
  public ConsentUrl(String clientId, Consent consent, List<String> scopes) {
    add("response_type", "code");
    add("client_id", clientId);
    add("redirect_uri", consent.redirectUri().toString());
    add("state", consent.state());
    add("scope", String.join(" ", scopes));
  }

  /** Adds the challenge of RFC 7636, method S256. */
  public ConsentUrl withChallenge(Consent consent) {
    add("code_challenge", challenge(consent.codeVerifier()));
    add("code_challenge_method", "S256");
    return this;
  }

  /** The address, on a page. */
  public URI at(String page) {
    return URI.create(page + "?" + String.join("&", query));
  }

  private void add(String name, String value) {
    query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
