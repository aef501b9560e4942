package io.aigateway.http;

import io.vertx.ext.web.Router;

/** The routes of one API family, or of one feature in it. */
public interface Routes {

    /** Adds them. Called for each instance of the HTTP verticle. */
    void mountOn(Router router);
}
