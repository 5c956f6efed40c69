using System.Xml;
using Undercast.Cloud;

namespace Undercast.Cognito;

/// <summary>What the metadata of a SAML identity provider says: its name, where to sign in, and the keys it signs with.</summary>
internal sealed record SamlMetadata(string EntityId, string SignInUrl, string? SignOutUrl, IReadOnlyList<byte[]> Certificates)
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const string RedirectBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";
    private const int LeastKeySize = 2048;
    private const long Longest = 2_000_000;

    /// <summary>Reads a document; null when it is not the metadata of an identity provider that can be used.</summary>
    public static SamlMetadata? Read(string document)
    {
        if (SafeXml.Load(document, Longest) is not { DocumentElement: { LocalName: "EntityDescriptor", NamespaceURI: Metadata } root }) return null;
        var entityId = root.GetAttribute("entityID");
        foreach (var descriptor in SafeXml.Children(root, "IDPSSODescriptor", Metadata))
        {
            // A key whose use is not said is for signing too.
            var certificates = SafeXml.Children(descriptor, "KeyDescriptor", Metadata).Where(static k => k.GetAttribute("use") is "" or "signing")
                .SelectMany(static k => k.GetElementsByTagName("X509Certificate", SafeXml.Signature).OfType<XmlElement>()).Select(static c => SamlDocument.Certificate(c.InnerText, LeastKeySize)).ToList();
            if (certificates.Count == 0 || certificates.Any(static c => c is null) || entityId.Length == 0 || Location(descriptor, "SingleSignOnService") is not { } signIn) return null;
            return new SamlMetadata(entityId, signIn, Location(descriptor, "SingleLogoutService"), [.. certificates.OfType<byte[]>()]);
        }
        return null;
    }

    private static string? Location(XmlElement descriptor, string service) =>
        SafeXml.Children(descriptor, service, Metadata).FirstOrDefault(static s => s.GetAttribute("Binding") == RedirectBinding)?.GetAttribute("Location") is { } location
            && Uri.TryCreate(location, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? location : null;
}
