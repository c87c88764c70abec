package dev.slipway.service.host.web;

import dev.slipway.service.account.web.SessionCookie;
import dev.slipway.service.host.SessionMark;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Which browser makes a request. */
final class BrowserSession {

  private BrowserSession() {}

  /** The mark of its session; null when an {@code Authorization} header makes the request. */
  static @Nullable SessionMark of(HttpHeaders headers) {
    Cookie cookie = headers.getCookies().get(SessionCookie.NAME);
    return cookie == null || headers.getHeaderString(HttpHeaders.AUTHORIZATION) != null
        ? null
        : SessionMark.ofToken(cookie.getValue());
  }
}
