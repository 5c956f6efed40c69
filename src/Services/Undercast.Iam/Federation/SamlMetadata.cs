using System.Xml;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary>What the metadata of a SAML identity provider says: its name and the keys it signs with.</summary>
internal sealed record SamlMetadata(string EntityId, DateTimeOffset? ValidUntil, IReadOnlyList<byte[]> Certificates)
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const long Longest = 10_000_000;
    // AWS: keys of fewer bits are refused. RSA is what SAML providers sign with.
    private const int LeastKeySize = 1024;

    /// <summary>Reads a document; null when it is not the metadata of an identity provider.</summary>
    public static SamlMetadata? Read(string document)
    {
        if (SafeXml.Load(document, Longest) is not { DocumentElement: { LocalName: "EntityDescriptor", NamespaceURI: Metadata } root }) return null;
        var entityId = root.GetAttribute("entityID");
        var certificates = new List<byte[]>();
        foreach (var descriptor in SafeXml.Children(root, "IDPSSODescriptor", Metadata))
        {
            // A key whose use is not said is for signing too.
            foreach (var key in SafeXml.Children(descriptor, "KeyDescriptor", Metadata).Where(static k => k.GetAttribute("use") is "" or "signing"))
            {
                foreach (var certificate in key.GetElementsByTagName("X509Certificate", SafeXml.Signature).OfType<XmlElement>())
                {
                    if (SamlDocument.Certificate(certificate.InnerText, LeastKeySize) is not { } bytes) return null;
                    certificates.Add(bytes);
                }
            }
        }
        return entityId.Length > 0 && certificates.Count > 0 ? new SamlMetadata(entityId, SamlDocument.Time(root, "validUntil"), certificates) : null;
    }
}
