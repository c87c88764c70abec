package dev.slipway.registry;

import java.util.Map;

/** A refusal that the client is told about, with the specification's code for it. */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int PAYLOAD_TOO_LARGE = 413;

  private final ErrorCode code;
  private final int status;
  private final transient Map<String, String> headers;

  /**
   * @param message for people: what is wrong, and what to do
   */
  public RegistryException(ErrorCode code, String message) {
    this(code, code.status(), message, Map.of());
  }

  private RegistryException(
      ErrorCode code, int status, String message, Map<String, String> headers) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }

  /** Something is larger than this registry takes. */
  public static RegistryException tooLarge(String message) {
    return new RegistryException(ErrorCode.SIZE_INVALID, PAYLOAD_TOO_LARGE, message, Map.of());
  }

  /** The same refusal with HTTP headers that help the client to go on. */
  public RegistryException withHeaders(Map<String, String> added) {
    return new RegistryException(code, status, String.valueOf(getMessage()), Map.copyOf(added));
  }

  /** Whether it came from {@link #tooLarge}. */
  public boolean isTooLarge() {
    return status == PAYLOAD_TOO_LARGE;
  }

  public ErrorCode code() {
    return code;
  }

  /** The HTTP status to answer with. */
  public int status() {
    return status;
  }

  /** HTTP headers to answer with. */
  public Map<String, String> headers() {
    return headers;
  }
}
