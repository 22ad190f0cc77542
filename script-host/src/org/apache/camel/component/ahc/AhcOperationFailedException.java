package org.apache.camel.component.ahc;

import java.util.Map;

/** A failed HTTP call, as scripts find it in `CamelExceptionCaught`. */
public class AhcOperationFailedException extends Exception {
    private final String url;
    private final int statusCode;
    private final String statusText;
    private final Map<String, String> responseHeaders;
    private final String responseBody;

    public AhcOperationFailedException(
            String message, String url, int statusCode, String statusText, Map<String, String> responseHeaders, String responseBody) {
        super(message);
        this.url = url;
        this.statusCode = statusCode;
        this.statusText = statusText;
        this.responseHeaders = responseHeaders;
        this.responseBody = responseBody;
    }

    public String getUrl() {
        return url;
    }

    public int getStatusCode() {
        return statusCode;
    }

    public String getStatusText() {
        return statusText;
    }

    public boolean isRedirectError() {
        return statusCode >= 300 && statusCode < 400;
    }

    public Map<String, String> getResponseHeaders() {
        return responseHeaders;
    }

    public String getResponseBody() {
        return responseBody;
    }
}
