package dev.slipway.service.access;

/** Tells who makes the current request; {@link Actor.Anonymous} outside of one. */
public interface CurrentActor {

  Actor get();
}
