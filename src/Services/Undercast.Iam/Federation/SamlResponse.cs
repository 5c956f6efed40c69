using System.Xml;
using Undercast.Cloud;
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

/// <summary>Verifies SAML responses: what <see cref="SamlDocument"/> proves, then issuer, audience, recipient and times.</summary>
internal static class SamlResponse
{
    private const string Assertion = SamlDocument.AssertionSpace;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    public static SamlIdentity Verify(string encoded, SamlMetadata provider, DateTimeOffset now)
    {
        if (SamlDocument.Read(encoded) is not { IsSuccess: true, Assertion: { } assertion } document) throw Invalid("Invalid SAML response");
        if (!document.IsSignedBy(provider.Certificates)) throw Invalid("Response signature invalid");
        var issuer = SafeXml.Child(assertion, "Issuer", Assertion)?.InnerText.Trim() ?? "";
        if (issuer != provider.EntityId) throw Invalid("Issuer not present in specified provider");
        CheckConditions(assertion, now);
        var subject = SafeXml.Child(assertion, "Subject", Assertion);
        var name = SafeXml.Child(subject, "NameID", Assertion);
        var recipient = RecipientOf(subject, now);
        return name is null
            ? throw Invalid("Subject is missing in the assertion")
            : new SamlIdentity(issuer, recipient, name.InnerText.Trim(), name.GetAttribute("Format") is { Length: > 0 } format ? format : null, AttributesOf(assertion));
    }

    private static InvalidIdentityTokenException Invalid(string reason) => new(reason);

    private static void CheckConditions(XmlElement assertion, DateTimeOffset now)
    {
        if (SamlDocument.Time(assertion, "IssueInstant") is not { } issued || issued > now + Freshness) throw Invalid("Invalid SAML response");
        // AWS: an assertion is to be used within five minutes.
        if (issued + Freshness <= now) throw new ExpiredTokenException("Token must be redeemed within 5 minutes of issuance");
        var conditions = SafeXml.Child(assertion, "Conditions", Assertion);
        if (SamlDocument.Time(conditions, "NotBefore") is { } from && from > now + Freshness) throw Invalid("Token is not valid yet");
        if (SamlDocument.Time(conditions, "NotOnOrAfter") is { } until && until <= now) throw new ExpiredTokenException("Token is expired");
        var audiences = SafeXml.Children(SafeXml.Child(conditions, "AudienceRestriction", Assertion), "Audience", Assertion).Select(static e => e.InnerText.Trim());
        if (!audiences.Any(static a => a is "urn:amazon:webservices" or "https://signin.aws.amazon.com/saml")) throw Invalid("Audience is invalid");
    }

    /// <summary>To whom the assertion has been made out, by a confirmation that still holds.</summary>
    private static string RecipientOf(XmlElement? subject, DateTimeOffset now)
    {
        foreach (var confirmation in SafeXml.Children(subject, "SubjectConfirmation", Assertion))
        {
            if (confirmation.GetAttribute("Method") != "urn:oasis:names:tc:SAML:2.0:cm:bearer" || SafeXml.Child(confirmation, "SubjectConfirmationData", Assertion) is not { } how) continue;
            if (SamlDocument.Time(how, "NotOnOrAfter") is not { } until) throw Invalid("Invalid SAML response");
            if (until <= now) throw new ExpiredTokenException("Token is expired");
            if (IsSignIn(how.GetAttribute("Recipient"))) return how.GetAttribute("Recipient");
        }
        throw Invalid("Recipient is invalid");
    }

    // AWS: the global endpoint, one for each region, and those of other partitions.
    private static bool IsSignIn(string recipient) =>
        Uri.TryCreate(recipient, UriKind.Absolute, out var uri) && uri is { Scheme: "https", AbsolutePath: "/saml" }
        && (uri.Host is "signin.aws.amazon.com" or "signin.amazonaws-us-gov.com" or "signin.amazonaws.cn" || uri.Host.EndsWith(".signin.aws.amazon.com", StringComparison.Ordinal));

    private static Dictionary<string, IReadOnlyList<string>> AttributesOf(XmlElement assertion)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var statement in SafeXml.Children(assertion, "AttributeStatement", Assertion))
        {
            foreach (var attribute in SafeXml.Children(statement, "Attribute", Assertion))
            {
                var values = SafeXml.Children(attribute, "AttributeValue", Assertion).Select(static e => e.InnerText.Trim());
                all[attribute.GetAttribute("Name")] = [.. all.GetValueOrDefault(attribute.GetAttribute("Name")) ?? [], .. values];
            }
        }
        return all;
    }
}
