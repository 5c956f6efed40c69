using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Undercast.Iam.Sts;

namespace Undercast.Iam;

/// <summary>What a provider says of somebody, proven.</summary>
internal sealed record SamlIdentity(string Issuer, string Recipient, string Subject, string? SubjectFormat, IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes)
{
    // AWS: the usual formats are known by their last part.
    public string SubjectType => SubjectFormat?.StartsWith("urn:oasis:names:tc:SAML:2.0:nameid-format:", StringComparison.Ordinal) == true
        ? SubjectFormat[(SubjectFormat.LastIndexOf(':') + 1)..]
        : SubjectFormat ?? "";

    public IReadOnlyList<string> Values(string name) => Attributes.GetValueOrDefault(name) ?? [];
}

/// <summary>Verifies SAML responses.</summary>
/// <remarks>
/// <code>
/// 1 parse      no document type; one assertion, directly in the response; every id once
/// 2 signature  the element's own child, with one reference, to that element, by known transforms and RSA with SHA-2; the keys are those of the metadata only
/// 3 assertion  issuer, audience, recipient, times
/// </code>
/// What is read afterwards is the element that was verified, not what a search finds: moved and wrapped assertions do not survive step 1 and 2.
/// </remarks>
internal static class SamlResponse
{
    private const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Assertion = "urn:oasis:names:tc:SAML:2.0:assertion";
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private static readonly HashSet<string> Transforms = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigEnvelopedSignatureTransformUrl];
    private static readonly HashSet<string> Canonical = [SignedXml.XmlDsigExcC14NTransformUrl, SignedXml.XmlDsigC14NTransformUrl];
    private static readonly HashSet<string> Methods = [SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url];
    private static readonly HashSet<string> Digests = [SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url];

    public static SamlIdentity Verify(string encoded, SamlMetadata provider, DateTimeOffset now)
    {
        // 1 parse
        var document = Decode(encoded) is { } text ? SafeXml.Load(text) : null;
        if (document?.DocumentElement is not { LocalName: "Response", NamespaceURI: Protocol } response) throw Invalid("Invalid SAML response");
        var all = document.GetElementsByTagName("*").OfType<XmlElement>().ToList();
        var ids = all.SelectMany(static e => e.Attributes.OfType<XmlAttribute>()).Where(static a => a.LocalName.Equals("ID", StringComparison.OrdinalIgnoreCase)).Select(static a => a.Value).ToList();
        var assertions = all.Where(static e => e.LocalName is "Assertion" or "EncryptedAssertion" && e.NamespaceURI == Assertion).ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count || assertions is not [{ LocalName: "Assertion" } assertion] || assertion.ParentNode != response) throw Invalid("Invalid SAML response");
        var status = Child(Child(response, "Status", Protocol), "StatusCode", Protocol)?.GetAttribute("Value");
        if (status != "urn:oasis:names:tc:SAML:2.0:status:Success") throw Invalid("Invalid SAML response");

        // 2 signature
        var signed = new[] { response, assertion }.Where(static e => Child(e, "Signature", SafeXml.Signature) is not null).ToList();
        var signatures = all.Count(static e => e is { LocalName: "Signature", NamespaceURI: SafeXml.Signature });
        if (signed.Count == 0 || signed.Count != signatures || !signed.All(e => IsSigned(document, e, provider))) throw Invalid("Response signature invalid");

        // 3 assertion
        var issuer = Child(assertion, "Issuer", Assertion)?.InnerText.Trim() ?? "";
        if (issuer != provider.EntityId) throw Invalid("Issuer not present in specified provider");
        CheckConditions(assertion, now);
        var subject = Child(assertion, "Subject", Assertion);
        var name = Child(subject, "NameID", Assertion);
        var recipient = RecipientOf(subject, now);
        return name is null
            ? throw Invalid("Subject is missing in the assertion")
            : new SamlIdentity(issuer, recipient, name.InnerText.Trim(), name.GetAttribute("Format") is { Length: > 0 } format ? format : null, AttributesOf(assertion));
    }

    private static InvalidIdentityTokenException Invalid(string reason) => new(reason);

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

    private static XmlElement? Child(XmlElement? parent, string name, string space)
    {
        var found = parent?.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == name && e.NamespaceURI == space).ToList();
        return found is [var one, ..] ? one : null;
    }

    private static bool IsSigned(XmlDocument document, XmlElement element, SamlMetadata provider)
    {
        var xml = new OneElement(document, element);
        try
        {
            xml.LoadXml(Child(element, "Signature", SafeXml.Signature)!);
            if (element.GetAttribute("ID") is not { Length: > 0 } id || xml.SignedInfo is not { } info || info.References is not { Count: 1 } references) return false;
            if (references[0] is not Reference reference || reference.Uri != "#" + id || !Digests.Contains(reference.DigestMethod ?? "")) return false;
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

    private static void CheckConditions(XmlElement assertion, DateTimeOffset now)
    {
        if (Time(assertion, "IssueInstant") is not { } issued || issued > now + Freshness) throw Invalid("Invalid SAML response");
        // AWS: an assertion is to be used within five minutes.
        if (issued + Freshness <= now) throw new ExpiredTokenException("Token must be redeemed within 5 minutes of issuance");
        var conditions = Child(assertion, "Conditions", Assertion);
        if (Time(conditions, "NotBefore") is { } from && from > now + Freshness) throw Invalid("Token is not valid yet");
        if (Time(conditions, "NotOnOrAfter") is { } until && until <= now) throw new ExpiredTokenException("Token is expired");
        var audiences = Child(conditions, "AudienceRestriction", Assertion)?.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "Audience", NamespaceURI: Assertion }).Select(static e => e.InnerText.Trim());
        if (audiences?.Any(static a => a is "urn:amazon:webservices" or "https://signin.aws.amazon.com/saml") != true) throw Invalid("Audience is invalid");
    }

    /// <summary>To whom the assertion has been made out, by a confirmation that still holds.</summary>
    private static string RecipientOf(XmlElement? subject, DateTimeOffset now)
    {
        foreach (var confirmation in subject?.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "SubjectConfirmation", NamespaceURI: Assertion }) ?? [])
        {
            if (confirmation.GetAttribute("Method") != "urn:oasis:names:tc:SAML:2.0:cm:bearer" || Child(confirmation, "SubjectConfirmationData", Assertion) is not { } how) continue;
            if (Time(how, "NotOnOrAfter") is not { } until) throw Invalid("Invalid SAML response");
            if (until <= now) throw new ExpiredTokenException("Token is expired");
            if (IsSignIn(how.GetAttribute("Recipient"))) return how.GetAttribute("Recipient");
        }
        throw Invalid("Recipient is invalid");
    }

    // AWS: the global endpoint, one for each region, and those of other partitions.
    private static bool IsSignIn(string recipient) =>
        Uri.TryCreate(recipient, UriKind.Absolute, out var uri) && uri is { Scheme: "https", AbsolutePath: "/saml" }
        && (uri.Host is "signin.aws.amazon.com" or "signin.amazonaws-us-gov.com" or "signin.amazonaws.cn" || uri.Host.EndsWith(".signin.aws.amazon.com", StringComparison.Ordinal));

    private static DateTimeOffset? Time(XmlElement? element, string attribute) =>
        DateTimeOffset.TryParse(element?.GetAttribute(attribute), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static Dictionary<string, IReadOnlyList<string>> AttributesOf(XmlElement assertion)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var statement in assertion.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "AttributeStatement", NamespaceURI: Assertion }))
        {
            foreach (var attribute in statement.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "Attribute", NamespaceURI: Assertion }))
            {
                var values = attribute.ChildNodes.OfType<XmlElement>().Where(static e => e is { LocalName: "AttributeValue", NamespaceURI: Assertion }).Select(static e => e.InnerText.Trim());
                all[attribute.GetAttribute("Name")] = [.. all.GetValueOrDefault(attribute.GetAttribute("Name")) ?? [], .. values];
            }
        }
        return all;
    }
}
