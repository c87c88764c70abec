package dev.slipway.core.dockerfile.source;

/**
 * A heredoc with its content.
 *
 * @param name the delimiter without quotes, which is also the file's name
 * @param content every line with its line end, leading tabs removed after {@code <<-}
 * @param expand whether variables in it are expanded: not when any part of the delimiter is quoted
 */
public record Heredoc(String name, String content, boolean expand) {}
