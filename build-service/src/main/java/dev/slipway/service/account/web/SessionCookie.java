package dev.slipway.service.account.web;

import dev.slipway.service.account.Sessions;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/**
 * The cookie that carries a session: out of scripts' reach, not sent along by other sites' forms.
 */
@ApplicationScoped
public class SessionCookie {

  /** The cookie's name. */
  public static final String NAME = "slipway_session";

  private final PublicUrl publicUrl;

  SessionCookie(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  NewCookie of(String token) {
    return cookie(token, Sessions.LIFETIME);
  }

  /** Makes the browser forget it. */
  NewCookie removal() {
    return cookie("", Duration.ZERO);
  }

  private NewCookie cookie(String value, Duration age) {
    return new NewCookie.Builder(NAME)
        .value(value)
        .path("/")
        .maxAge((int) age.toSeconds())
        .httpOnly(true)
        .secure(publicUrl.isSecure())
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
