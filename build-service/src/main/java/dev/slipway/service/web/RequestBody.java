package dev.slipway.service.web;

import org.jspecify.annotations.Nullable;

/** The body of a request. */
public final class RequestBody {

  private RequestBody() {}

  /**
   * The body, which has to be there.
   *
   * @throws InvalidInputException when it is empty or {@code null}
   */
  public static <T> T required(@Nullable T body) {
    if (body == null) {
      throw new InvalidInputException("", "a JSON body is required; /q/openapi describes it");
    }
    return body;
  }
}
