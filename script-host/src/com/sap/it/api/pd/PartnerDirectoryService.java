package com.sap.it.api.pd;

import com.sap.it.api.ITApi;
import java.util.List;

public interface PartnerDirectoryService extends ITApi {
    <T> T getParameter(String id, String partnerId, Class<T> type);

    String getPartnerId(String agency, String scheme, String alternativePartnerId);

    String getAlternativePartnerId(String agency, String scheme, String partnerId);

    List<String> getAuthorizedUsers(String partnerId);

    String getPartnerIdOfAuthorizedUser(String user);
}
