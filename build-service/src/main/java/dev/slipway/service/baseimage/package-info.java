/** The images that builds stand on: recorded, watched, and rebuilt upon when they change. */
@NullMarked
package dev.slipway.service.baseimage;

import org.jspecify.annotations.NullMarked;
