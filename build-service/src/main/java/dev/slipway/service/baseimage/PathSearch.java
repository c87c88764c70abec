package dev.slipway.service.baseimage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Breadth-first search through what stands on what. */
public final class PathSearch {

  private PathSearch() {}

  /**
   * The shortest way from a node to one that is wanted; the start may be the one.
   *
   * @param next where one gets to from a node
   * @param most how many nodes are visited at most; beyond them nothing is found
   * @return all nodes on the way, both ends included
   */
  public static <T extends Object> Optional<List<T>> shortest(
      T start, Predicate<T> wanted, Function<T, ? extends Collection<T>> next, int most) {
    Map<T, @Nullable T> cameFrom = new HashMap<>();
    cameFrom.put(start, null);
    Deque<T> waiting = new ArrayDeque<>(List.of(start));
    while (!waiting.isEmpty()) {
      T node = waiting.removeFirst();
      if (wanted.test(node)) {
        return Optional.of(way(node, cameFrom));
      }
      for (T further : next.apply(node)) {
        if (cameFrom.size() < most && !cameFrom.containsKey(further)) {
          cameFrom.put(further, node);
          waiting.addLast(further);
        }
      }
    }
    return Optional.empty();
  }

  private static <T extends Object> List<T> way(T end, Map<T, @Nullable T> cameFrom) {
    List<T> way = new ArrayList<>();
    for (T node = end; node != null; node = cameFrom.get(node)) {
      way.add(node);
    }
    Collections.reverse(way);
    return List.copyOf(way);
  }
}
