using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Undercast.Iam;

/// <summary>What the metadata of a SAML identity provider says: its name and the keys it signs with.</summary>
internal sealed record SamlMetadata(string EntityId, DateTimeOffset? ValidUntil, IReadOnlyList<byte[]> Certificates)
{
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";

    /// <summary>Reads a document; null when it is not the metadata of an identity provider.</summary>
    public static SamlMetadata? Read(string document)
    {
        if (SafeXml.Load(document) is not { DocumentElement: { LocalName: "EntityDescriptor", NamespaceURI: Metadata } root }) return null;
        var entityId = root.GetAttribute("entityID");
        var certificates = new List<byte[]>();
        foreach (var descriptor in root.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "IDPSSODescriptor", NamespaceURI: Metadata }))
        {
            // A key whose use is not said is for signing too.
            foreach (var key in descriptor.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "KeyDescriptor", NamespaceURI: Metadata } && e.GetAttribute("use") is "" or "signing"))
            {
                foreach (var certificate in key.GetElementsByTagName("X509Certificate", SafeXml.Signature).OfType<XmlElement>())
                {
                    if (Decode(certificate.InnerText) is not { } bytes) return null;
                    certificates.Add(bytes);
                }
            }
        }
        DateTimeOffset? until = DateTimeOffset.TryParse(root.GetAttribute("validUntil"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;
        return entityId.Length > 0 && certificates.Count > 0 ? new SamlMetadata(entityId, until, certificates) : null;
    }

    // AWS: keys of fewer than 1024 bits are refused. RSA is what SAML providers sign with.
    private static byte[]? Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            using var key = certificate.GetRSAPublicKey();
            return key?.KeySize >= 1024 ? bytes : null;
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
    private const long Longest = 10_000_000;

    /// <summary>The document, or null when it is none.</summary>
    public static XmlDocument? Load(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
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
}
