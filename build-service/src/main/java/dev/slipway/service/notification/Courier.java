package dev.slipway.service.notification;

/** A way of telling. */
public interface Courier {

  /** Whether it serves this kind of address. */
  boolean serves(Address address);

  /**
   * Tries once, in bounded time and outside of any transaction. Whatever the other side does is an
   * outcome and no exception.
   */
  Attempt.Outcome deliver(Address address, Notification notification);
}
