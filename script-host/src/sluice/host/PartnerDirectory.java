package sluice.host;

import com.sap.it.api.pd.BinaryData;
import com.sap.it.api.pd.PartnerDirectoryService;
import java.util.List;

/** The partner directory of the tenant; what is not in it is null. */
record PartnerDirectory(Questions questions) implements PartnerDirectoryService {
    private interface Asking<T> {
        T ask() throws RefusedException;
    }

    private static <T> T waitFor(Asking<T> question) {
        try {
            return question.ask();
        } catch (RefusedException refused) {
            throw new IllegalStateException(refused.getMessage());
        }
    }

    @Override
    public <T> T getParameter(String id, String partnerId, Class<T> type) {
        if (type == String.class) return type.cast(waitFor(() -> questions.askForText("partnerText", partnerId, id)));
        if (type == BinaryData.class) return type.cast(binary(partnerId, id));
        throw new IllegalArgumentException("A parameter of the partner directory is a String or a BinaryData, not a " + type.getName());
    }

    private BinaryData binary(String partnerId, String id) {
        List<?> found = waitFor(() -> questions.askForList("partnerBinary", partnerId, id));
        return found == null ? null : new BinaryData((byte[]) found.get(1), (String) found.get(0));
    }

    @Override
    public String getPartnerId(String agency, String scheme, String alternativePartnerId) {
        return waitFor(() -> questions.askForText("partnerOfAlternative", agency, scheme, alternativePartnerId));
    }

    @Override
    public String getAlternativePartnerId(String agency, String scheme, String partnerId) {
        return waitFor(() -> questions.askForText("alternativeOfPartner", agency, scheme, partnerId));
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<String> getAuthorizedUsers(String partnerId) {
        return (List<String>) waitFor(() -> questions.askForList("usersOfPartner", partnerId));
    }

    @Override
    public String getPartnerIdOfAuthorizedUser(String user) {
        return waitFor(() -> questions.askForText("partnerOfUser", user));
    }
}
