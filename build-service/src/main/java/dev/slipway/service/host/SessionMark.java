package dev.slipway.service.host;

import dev.slipway.service.account.Token;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells a browser's session from others without holding its token: the token's SHA-256. */
public final class SessionMark {

  private final byte[] hash;

  private SessionMark(byte[] hash) {
    this.hash = hash;
  }

  /** The mark of the session that a cookie's token opens. */
  public static SessionMark ofToken(String token) {
    return new SessionMark(Token.hash(token));
  }

  /** The mark that {@link #hash()} gave. */
  public static SessionMark ofHash(byte[] hash) {
    return new SessionMark(hash.clone());
  }

  public byte[] hash() {
    return hash.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionMark mark && MessageDigest.isEqual(hash, mark.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }
}
