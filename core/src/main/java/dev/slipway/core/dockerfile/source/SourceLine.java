package dev.slipway.core.dockerfile.source;

/**
 * One line of a file.
 *
 * @param number from 1
 * @param text the line without its line end
 * @param end its line end as written: {@code \n}, {@code \r\n}, or nothing on the last line
 * @param bytes its length in the file, line end excluded
 * @param utf8 whether its bytes are UTF-8; if not, the text holds replacement characters
 */
record SourceLine(int number, String text, String end, int bytes, boolean utf8) {}
