using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Undercast.Cognito;

/// <summary>What the metadata of a SAML identity provider says: its name, where to sign in, and the keys it signs with.</summary>
internal sealed record SamlMetadata(string EntityId, string SignInUrl, string? SignOutUrl, IReadOnlyList<byte[]> Certificates)
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const string RedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const int LeastKeySize = 2048;

    /// <summary>Reads a document; null when it is not the metadata of an identity provider that can be used.</summary>
    public static SamlMetadata? Read(string document)
    {
        if (SafeXml.Load(document) is not { DocumentElement: { LocalName: "EntityDescriptor", NamespaceURI: Metadata } root }) return null;
        var entityId = root.GetAttribute("entityID");
        foreach (var descriptor in SafeXml.Children(root, "IDPSSODescriptor", Metadata))
        {
            // A key whose use is not said is for signing too.
            var certificates = SafeXml.Children(descriptor, "KeyDescriptor", Metadata).Where(static k => k.GetAttribute("use") is "" or "signing")
                .SelectMany(static k => k.GetElementsByTagName("X509Certificate", SafeXml.Signature).OfType<XmlElement>()).Select(static c => Decode(c.InnerText)).ToList();
            if (certificates.Count == 0 || certificates.Any(static c => c is null) || entityId.Length == 0 || Location(descriptor, "SingleSignOnService") is not { } signIn) return null;
            return new SamlMetadata(entityId, signIn, Location(descriptor, "SingleLogoutService"), [.. certificates.OfType<byte[]>()]);
        }
        return null;
    }

    private static string? Location(XmlElement descriptor, string service) =>
        SafeXml.Children(descriptor, service, Metadata).FirstOrDefault(static s => s.GetAttribute("Binding") == RedirectBinding)?.GetAttribute("Location") is { } location
            && Uri.TryCreate(location, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? location : null;

    private static byte[]? Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            using var key = certificate.GetRSAPublicKey();
            return key?.KeySize >= LeastKeySize ? bytes : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Reads XML that strangers have written: no document type, no entities, nothing from elsewhere.</summary>
internal static class SafeXml
{
    public const string Signature = "http://www.w3.org/2000/09/xmldsig#";
    private const long Longest = 2_000_000;

    /// <summary>The document, or null when it is none.</summary>
    public static XmlDocument? Load(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            // Comments go before anything is read: text that one of them cuts in two is whole again, as the signature sees it.
            using var reader = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Longest, IgnoreComments = true, IgnoreProcessingInstructions = true });
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static IEnumerable<XmlElement> Children(XmlElement? parent, string name, string space) =>
        parent?.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == name && e.NamespaceURI == space) ?? [];

    public static XmlElement? Child(XmlElement? parent, string name, string space) => Children(parent, name, space).FirstOrDefault();
}
