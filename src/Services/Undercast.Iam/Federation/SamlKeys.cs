namespace Undercast.Iam;

/// <summary>The condition keys of a SAML assertion.</summary>
internal static class SamlKeys
{
    // AWS: attributes by which people are known in directories, by name or OID.
    private static readonly (string Oid, string Key)[] Known =
    [
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "edupersonaffiliation"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "edupersonnickname"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "edupersonorgdn"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "edupersonorgunitdn"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "edupersonprimaryaffiliation"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "edupersonprincipalname"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "edupersonentitlement"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "edupersonprimaryorgunitdn"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "edupersonscopedaffiliation"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "edupersontargetedid"),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "edupersonassurance"),
        ("urn:oid:2.5.4.3", "cn"),
        ("urn:oid:2.5.4.4", "surname"),
        ("urn:oid:2.5.4.42", "givenName"),
        ("urn:oid:0.9.2342.19200300.100.1.1", "uid"),
        ("urn:oid:0.9.2342.19200300.100.1.3", "mail"),
        ("urn:oid:2.5.4.45", "x500UniqueIdentifier"),
        ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "givenName"),
        ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "surname"),
        ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "name"),
        ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "mail"),
        ("http://schemas.xmlsoap.org/claims/CommonName", "commonName"),
    ];

    public static Dictionary<string, IReadOnlyList<string>> Of(SamlIdentity identity, string qualifier, string doc)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["saml:aud"] = [identity.Recipient],
            ["saml:iss"] = [identity.Issuer],
            ["saml:sub"] = [identity.Subject],
            ["saml:sub_type"] = [identity.SubjectType],
            ["saml:namequalifier"] = [qualifier],
            ["saml:doc"] = [doc],
        };
        foreach (var (oid, key) in Known)
        {
            if (identity.Values(oid) is { Count: > 0 } values) keys[$"saml:{key}"] = values;
        }
        return keys;
    }
}
