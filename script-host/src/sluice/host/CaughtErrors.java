package sluice.host;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.script.ScriptException;
import org.apache.camel.component.ahc.AhcOperationFailedException;

/** Rebuilds the exception that a flow caught, so that a script finds the class, message and fields it looks for. */
final class CaughtErrors {
    private CaughtErrors() {}

    static Exception create(String className, String message, Map<String, Object> fields) {
        if (className.equals(AhcOperationFailedException.class.getName())) return httpFailure(message, fields);
        if (className.equals(ScriptException.class.getName())) return new ScriptException(message);
        return new Exception(message);
    }

    private static Exception httpFailure(String message, Map<String, Object> fields) {
        int status = fields.get("statusCode") instanceof Number number ? number.intValue() : 0;
        return new AhcOperationFailedException(
            message, text(fields.get("url")), status, text(fields.get("statusText")), headers(fields), text(fields.get("responseBody")));
    }

    private static Map<String, String> headers(Map<String, Object> fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (fields.get("responseHeaders") instanceof Map<?, ?> map) map.forEach((name, value) -> headers.put(text(name), text(value)));
        return headers;
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
