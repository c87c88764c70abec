package dev.slipway.service.baseimage;

import java.util.List;
import java.util.UUID;

/** Base images to show. Nothing is checked here. */
public interface BaseImageQueries {

  /**
   * What the newest successful builds of a repository stand on, by image, then by ref.
   *
   * @param skip how many to leave out at the start
   * @param limit how many at most
   */
  List<BaseImageView> ofRepository(UUID repositoryId, int skip, int limit);
}
