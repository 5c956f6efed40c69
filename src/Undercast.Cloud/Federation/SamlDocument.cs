using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Undercast.Cloud;

/// <summary>A SAML 2.0 response with one assertion, and whether its signatures hold. What it says is its readers' business.</summary>
/// <remarks>
/// <code>
/// 1 parse      no document type; one assertion, directly in the response; every id once
/// 2 signature  the element's own child, with one reference, to that element, by known transforms and RSA with SHA-2; the keys are those of the metadata only
/// </code>
/// What is read afterwards is the element that was verified, not what a search finds: moved and wrapped assertions do not survive steps 1 and 2.
/// </remarks>
public sealed class SamlDocument
{
    /// <summary>The namespace of responses.</summary>
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    /// <summary>The namespace of assertions.</summary>
    public const string AssertionSpace = "urn:oasis:names:tc:SAML:2.0:assertion";
    private const long Longest = 2_000_000;
    private static readonly HashSet<string> Transforms = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigEnvelopedSignatureTransformUrl];
    private static readonly HashSet<string> Canonical = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigC14NTransformUrl];
    private static readonly HashSet<string> Methods = [SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url];
    private static readonly HashSet<string> Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];
    private readonly XmlDocument _document;
    private readonly List<XmlElement> _signed;
    private readonly int _signatures;

    private SamlDocument(XmlDocument document, XmlElement response, XmlElement? assertion, int signatures)
    {
        (_document, Response, Assertion, _signatures) = (document, response, assertion, signatures);
        _signed = [.. new[] { response, assertion }.OfType<XmlElement>().Where(static e => SafeXml.Child(e, "Signature", SafeXml.Signature) is not null)];
    }

    /// <summary>The outermost element.</summary>
    public XmlElement Response { get; }

    /// <summary>Its only assertion; null when there is none, or more than one, or an id comes twice, or it is encrypted, or not where it belongs.</summary>
    public XmlElement? Assertion { get; }

    /// <summary>Whether the response or the assertion has a signature.</summary>
    public bool HasSignature => _signed.Count > 0;

    /// <summary>Whether the provider says that it signed somebody in.</summary>
    public bool IsSuccess => SafeXml.Child(SafeXml.Child(Response, "Status", Protocol), "StatusCode", Protocol)?.GetAttribute("Value") == "urn:oasis:names:tc:SAML:2.0:status:Success";

    /// <summary>Step 1; null when it is no response.</summary>
    /// <param name="encoded">The response in base64.</param>
    public static SamlDocument? Read(string encoded)
    {
        if ((Decode(encoded) is { } text ? SafeXml.Load(text, Longest) : null) is not { DocumentElement: { LocalName: "Response", NamespaceURI: Protocol } response } document) return null;
        var all = document.GetElementsByTagName("*").OfType<XmlElement>().ToList();
        var ids = all.SelectMany(static e => e.Attributes.OfType<XmlAttribute>()).Where(static a => a.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase)).Select(static a => a.Value).ToList();
        var assertions = all.Where(static e => e is { LocalName: "Assertion" or "EncryptedAssertion", NamespaceURI: AssertionSpace }).ToList();
        var only = ids.Distinct(StringComparer.Ordinal).Count() == ids.Count && assertions is [{ LocalName: "Assertion" } one] && one.ParentNode == response ? one : null;
        return new SamlDocument(document, response, only, all.Count(static e => e is { LocalName: "Signature", NamespaceURI: SafeXml.Signature }));
    }

    /// <summary>Step 2: whether there is one assertion, it or the response is signed, every signature is one of theirs, and each holds for one of the certificates.</summary>
    public bool IsSignedBy(IReadOnlyList<byte[]> certificates) => Assertion is not null && HasSignature && _signed.Count == _signatures && _signed.All(e => IsSigned(e, certificates));

    /// <summary>A moment in an attribute; null when there is none.</summary>
    public static DateTimeOffset? Time(XmlElement? element, string attribute) =>
        DateTimeOffset.TryParse(element?.GetAttribute(attribute), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;

    /// <summary>A certificate of metadata; null when it is none, or its key is not RSA of <paramref name="leastBits"/> bits.</summary>
    public static byte[]? Certificate(string text, int leastBits)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            using var key = certificate.GetRSAPublicKey();
            return key?.KeySize >= leastBits ? bytes : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string? Decode(string encoded)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(encoded));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private bool IsSigned(XmlElement element, IReadOnlyList<byte[]> certificates)
    {
        var xml = new OneElement(_document, element);
        try
        {
            xml.LoadXml(SafeXml.Child(element, "Signature", SafeXml.Signature)!);
            if (element.GetAttribute("ID") is not { Length: > 0 } id || xml.SignedInfo is not { References: [Reference reference] } info) return false;
            if (reference.Uri != "#" + id || !Digests.Contains(reference.DigestMethod ?? "")) return false;
            if (!Methods.Contains(info.SignatureMethod ?? "") || !Canonical.Contains(info.CanonicalizationMethod ?? "")) return false;
            if (reference.TransformChain.Count > 2 || Enumerable.Range(0, reference.TransformChain.Count).Any(i => !Transforms.Contains(reference.TransformChain[i].Algorithm ?? ""))) return false;
            foreach (var bytes in certificates)
            {
                using var certificate = X509CertificateLoader.LoadCertificate(bytes);
                using var key = certificate.GetRSAPublicKey();
                if (xml.CheckSignature(key!)) return true;
            }
            return false;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>References lead to the one element that is being verified, and nowhere else.</summary>
    private sealed class OneElement(XmlDocument document, XmlElement element) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) => idValue == element.GetAttribute("ID") ? element : null;
    }
}
