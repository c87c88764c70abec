package dev.slipway.service.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param items at most as many as were asked for
 * @param next what to give as {@code cursor} for the part after this; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }
}
