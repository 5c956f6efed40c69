using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Undercast.Cognito;

/// <summary>What a SAML response must be for: this pool, this place, this request.</summary>
internal sealed record SamlExpectation(string Audience, string Recipient, string RequestId, DateTimeOffset Now);

/// <summary>What a provider says of somebody, proven.</summary>
internal sealed record SamlIdentity(string AssertionId, DateTimeOffset Until, string Subject, IReadOnlyDictionary<string, string> Claims);

/// <summary>Verifies SAML responses.</summary>
/// <remarks>
/// <code>
/// 1 parse      no document type; one assertion, directly in the response; every id once
/// 2 signature  the element's own child, with one reference, to that element, by known transforms and RSA with SHA-2; the keys are those of the metadata only
/// 3 assertion  issuer, audience, recipient, request, times
/// </code>
/// What is read afterwards is the element that was verified, not what a search finds: moved and wrapped assertions do not survive steps 1 and 2.
/// </remarks>
internal static class SamlResponse
{
    public const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    public const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly HashSet<string> Transforms = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigEnvelopedSignatureTransformUrl];
    private static readonly HashSet<string> Canonical = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigC14NTransformUrl];
    private static readonly HashSet<string> Methods = [SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url];
    private static readonly HashSet<string> Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];

    public static SamlIdentity Verify(string encoded, SamlMetadata provider, SamlExpectation expected)
    {
        // 1 parse
        var document = Decode(encoded) is { } text ? SafeXml.Load(text) : null;
        if (document?.DocumentElement is not { LocalName: "Response", NamespaceURI: Protocol } response) throw Invalid("it cannot be read");
        var all = document.GetElementsByTagName("*").OfType<XmlElement>().ToList();
        var ids = all.SelectMany(static e => e.Attributes.OfType<XmlAttribute>()).Where(static a => a.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase)).Select(static a => a.Value).ToList();
        var assertions = all.Where(static e => e is { LocalName: "Assertion" or "EncryptedAssertion", NamespaceURI: Assertion }).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count || assertions is not [{ LocalName: "Assertion" } assertion] || assertion.ParentNode != response) throw Invalid("it does not have one assertion");
        if (SafeXml.Child(SafeXml.Child(response, "Status", Protocol), "StatusCode", Protocol)?.GetAttribute("Value") != "urn:oasis:names:tc:SAML:2.0:status:Success")
            throw Invalid("the provider did not sign the user in");
        if (response.GetAttribute("Destination") is { Length: > 0 } destination && destination != expected.Recipient) throw Invalid("its destination is another");
        if (response.GetAttribute("InResponseTo") != expected.RequestId) throw Invalid("it answers another request");

        // 2 signature
        var signed = new[] { response, assertion }.Where(static e => SafeXml.Child(e, "Signature", SafeXml.Signature) is not null).ToList();
        var signatures = all.Count(static e => e is { LocalName: "Signature", NamespaceURI: SafeXml.Signature });
        if (signed.Count == 0) throw Invalid("it is not signed");
        if (signed.Count != signatures || !signed.All(e => IsSigned(document, e, provider))) throw Invalid("its signature is not valid");

        // 3 assertion
        if (SafeXml.Child(assertion, "Issuer", Assertion)?.InnerText.Trim() != provider.EntityId) throw Invalid("its issuer is another");
        CheckConditions(assertion, expected);
        var subject = SafeXml.Child(assertion, "Subject", Assertion);
        var until = UntilOf(subject, expected);
        if (SafeXml.Child(subject, "NameID", Assertion)?.InnerText.Trim() is not { Length: > 0 } name || assertion.GetAttribute("ID") is not { Length: > 0 } id) throw Invalid("it names nobody");
        return new SamlIdentity(id, until, name, ClaimsOf(assertion));
    }

    private static FederationFault Invalid(string reason) => new($"Invalid samlResponse or relayState from identity provider: {reason}");

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

    private static bool IsSigned(XmlDocument document, XmlElement element, SamlMetadata provider)
    {
        var xml = new OneElement(document, element);
        try
        {
            xml.LoadXml(SafeXml.Child(element, "Signature", SafeXml.Signature)!);
            if (element.GetAttribute("ID") is not { Length: > 0 } id || xml.SignedInfo is not { References: [Reference reference] } info) return false;
            if (reference.Uri != "#" + id || !Digests.Contains(reference.DigestMethod ?? "")) return false;
            if (!Methods.Contains(info.SignatureMethod ?? "") || !Canonical.Contains(info.CanonicalizationMethod ?? "")) return false;
            if (reference.TransformChain.Count > 2 || Enumerable.Range(0, reference.TransformChain.Count).Any(i => !Transforms.Contains(reference.TransformChain[i].Algorithm ?? ""))) return false;
            foreach (var bytes in provider.Certificates)
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

    private static void CheckConditions(XmlElement assertion, SamlExpectation expected)
    {
        var conditions = SafeXml.Child(assertion, "Conditions", Assertion) ?? throw Invalid("it has no conditions");
        if (Time(conditions, "NotBefore") is { } from && from > expected.Now + Skew) throw Invalid("it is not valid yet");
        if (Time(conditions, "NotOnOrAfter") is { } until && until + Skew <= expected.Now) throw Invalid("it is too old");
        var restrictions = SafeXml.Children(conditions, "AudienceRestriction", Assertion).ToList();
        if (restrictions.Count == 0 || !restrictions.All(r => SafeXml.Children(r, "Audience", Assertion).Any(a => a.InnerText.Trim() == expected.Audience))) throw Invalid("its audience is another");
    }

    /// <summary>Until when the assertion may be used, by a confirmation that is for this place and request.</summary>
    private static DateTimeOffset UntilOf(XmlElement? subject, SamlExpectation expected)
    {
        foreach (var confirmation in SafeXml.Children(subject, "SubjectConfirmation", Assertion))
        {
            if (confirmation.GetAttribute("Method") != "urn:oasis:names:tc:SAML:2.0:cm:bearer" || SafeXml.Child(confirmation, "SubjectConfirmationData", Assertion) is not { } how) continue;
            if (Time(how, "NotOnOrAfter") is not { } until || until + Skew <= expected.Now) throw Invalid("it is too old");
            if (Time(how, "NotBefore") is { } from && from > expected.Now + Skew) throw Invalid("it is not valid yet");
            if (how.GetAttribute("InResponseTo") != expected.RequestId) throw Invalid("it answers another request");
            if (how.GetAttribute("Recipient") == expected.Recipient) return until + Skew;
        }
        throw Invalid("its recipient is another");
    }

    private static DateTimeOffset? Time(XmlElement? element, string attribute) =>
        DateTimeOffset.TryParse(element?.GetAttribute(attribute), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    // AWS: of an attribute with several values a list in brackets.
    private static Dictionary<string, string> ClaimsOf(XmlElement assertion)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in SafeXml.Children(assertion, "AttributeStatement", Assertion).SelectMany(static s => SafeXml.Children(s, "Attribute", Assertion)))
        {
            var values = SafeXml.Children(attribute, "AttributeValue", Assertion).Select(static v => v.InnerText.Trim()).ToList();
            if (values.Count > 0) all[attribute.GetAttribute("Name")] = values is [var one] ? one : $"[{string.Join(", ", values)}]";
        }
        return all;
    }
}
