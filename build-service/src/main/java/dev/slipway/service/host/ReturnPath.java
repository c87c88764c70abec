package dev.slipway.service.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where a browser goes after linking: a path of this installation, never a URL. Browsers take
 * {@code //host}, {@code /\host} and the like for other sites, so only plain paths are taken.
 *
 * @param value starts with one slash
 */
public record ReturnPath(String value) {

  private static final int LONGEST = 500;

  private static final String CHARACTERS = "[A-Za-z0-9._~!$&'()*+,;=:@%-]";

  /** Neither empty nor dots only, which browsers take out of a path. */
  private static final String SEGMENT = "(?!\\.{1,2}(?:[/?]|$))" + CHARACTERS + "++";

  private static final Pattern FORM =
      Pattern.compile(
          "/(?:" + SEGMENT + "(?:/" + SEGMENT + ")*+/?)?(?:\\?(?:" + CHARACTERS + "|[/?])*+)?");

  /**
   * @throws IllegalArgumentException when it may lead elsewhere
   */
  public ReturnPath {
    if (value.length() > LONGEST || !FORM.matcher(value).matches() || !isPath(value)) {
      throw new IllegalArgumentException(
          "must be a path of this installation, such as /repositories/new, up to "
              + LONGEST
              + " characters");
    }
  }

  /** The path with a parameter added. */
  public URI with(String name, String parameter) {
    return URI.create(value + (value.contains("?") ? "&" : "?") + name + "=" + parameter);
  }

  private static boolean isPath(String text) {
    try {
      URI uri = new URI(text);
      return uri.getScheme() == null && uri.getRawAuthority() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
