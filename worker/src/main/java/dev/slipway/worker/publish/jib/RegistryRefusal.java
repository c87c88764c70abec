package dev.slipway.worker.publish.jib;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry or token server answered, but not with success. Of its body only the error's code is
 * kept: texts may quote tokens.
 */
final class RegistryRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  /** Codes of the distribution specification ("Error codes"). */
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Z_]{1,40})\"");

  private final int status;
  private final @Nullable String code;
  private final @Nullable String retryAfter;

  private RegistryRefusal(int status, @Nullable String code, @Nullable String retryAfter) {
    super("answered " + status + (code == null ? "" : " " + code));
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static RegistryRefusal of(RegistryAnswer answer) {
    Matcher code = CODE.matcher(new String(answer.body(), StandardCharsets.UTF_8));
    return new RegistryRefusal(
        answer.status(),
        code.find() ? code.group(1) : null,
        answer.header("Retry-After").orElse(null));
  }

  int status() {
    return status;
  }

  /** Such as MANIFEST_INVALID, if it gave one. */
  Optional<String> code() {
    return Optional.ofNullable(code);
  }

  /** The header that says how long to leave it alone, if there was one. */
  Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
