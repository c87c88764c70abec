package dev.slipway.service.build;

import java.util.Optional;

/** What became of every request, by its key. */
public interface Admissions {

  Optional<Admission> find(String key);

  void add(BuildRequest request, Admission admission);
}
