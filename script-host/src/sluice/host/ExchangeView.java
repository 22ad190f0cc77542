package sluice.host;

import com.sap.gateway.ip.core.customdev.util.Message;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;

/** The message as scripts see it that go behind the API: `message.exchange`. */
record ExchangeView(Message message, String flowId, String messageGuid) implements Exchange {
    @Override
    public String getExchangeId() {
        return messageGuid;
    }

    @Override
    public CamelContext getContext() {
        return new FlowName(flowId);
    }

    @Override
    public Message getIn() {
        return message;
    }

    @Override
    public Map<String, Object> getProperties() {
        return message.getProperties();
    }

    @Override
    public Object getProperty(String name) {
        return message.getProperty(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        message.setProperty(name, value);
    }

    private record FlowName(String flowId) implements CamelContext {
        @Override
        public String getName() {
            return flowId;
        }

        @Override
        public Registry getRegistry() {
            return name -> ApiRegistry.named(name).<Object>map(ApiRegistry::find).orElse(null);
        }
    }
}
