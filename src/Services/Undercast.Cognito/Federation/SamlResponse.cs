using System.Xml;
using Undercast.Cloud;

namespace Undercast.Cognito;

/// <summary>What a SAML response must be for: this pool, this place, this request.</summary>
internal sealed record SamlExpectation(string Audience, string Recipient, string RequestId, DateTimeOffset Now);

/// <summary>What a provider says of somebody, proven.</summary>
internal sealed record SamlIdentity(string AssertionId, DateTimeOffset Until, string Subject, IReadOnlyDictionary<string, string> Claims);

/// <summary>Verifies SAML responses: what <see cref="SamlDocument"/> proves, then issuer, audience, recipient, request and times.</summary>
internal static class SamlResponse
{
    public const string Protocol = SamlDocument.Protocol;
    public const string Assertion = SamlDocument.AssertionSpace;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public static SamlIdentity Verify(string encoded, SamlMetadata provider, SamlExpectation expected)
    {
        var document = SamlDocument.Read(encoded) ?? throw Invalid("it cannot be read");
        var assertion = document.Assertion ?? throw Invalid("it does not have one assertion");
        var response = document.Response;
        if (!document.IsSuccess) throw Invalid("the provider did not sign the user in");
        if (response.GetAttribute("Destination") is { Length: > 0 } destination && destination != expected.Recipient) throw Invalid("its destination is another");
        if (response.GetAttribute("InResponseTo") != expected.RequestId) throw Invalid("it answers another request");

        if (!document.HasSignature) throw Invalid("it is not signed");
        if (!document.IsSignedBy(provider.Certificates)) throw Invalid("its signature is not valid");

        if (SafeXml.Child(assertion, "Issuer", Assertion)?.InnerText.Trim() != provider.EntityId) throw Invalid("its issuer is another");
        CheckConditions(assertion, expected);
        var subject = SafeXml.Child(assertion, "Subject", Assertion);
        var until = UntilOf(subject, expected);
        if (SafeXml.Child(subject, "NameID", Assertion)?.InnerText.Trim() is not { Length: > 0 } name || assertion.GetAttribute("ID") is not { Length: > 0 } id) throw Invalid("it names nobody");
        return new SamlIdentity(id, until, name, ClaimsOf(assertion));
    }

    private static FederationFault Invalid(string reason) => new($"Invalid samlResponse or relayState from identity provider: {reason}");

    private static void CheckConditions(XmlElement assertion, SamlExpectation expected)
    {
        var conditions = SafeXml.Child(assertion, "Conditions", Assertion) ?? throw Invalid("it has no conditions");
        if (SamlDocument.Time(conditions, "NotBefore") is { } from && from > expected.Now + Skew) throw Invalid("it is not valid yet");
        if (SamlDocument.Time(conditions, "NotOnOrAfter") is { } until && until + Skew <= expected.Now) throw Invalid("it is too old");
        var restrictions = SafeXml.Children(conditions, "AudienceRestriction", Assertion).ToList();
        if (restrictions.Count == 0 || !restrictions.All(r => SafeXml.Children(r, "Audience", Assertion).Any(a => a.InnerText.Trim() == expected.Audience))) throw Invalid("its audience is another");
    }

    /// <summary>Until when the assertion may be used, by a confirmation that is for this place and request.</summary>
    private static DateTimeOffset UntilOf(XmlElement? subject, SamlExpectation expected)
    {
        foreach (var confirmation in SafeXml.Children(subject, "SubjectConfirmation", Assertion))
        {
            if (confirmation.GetAttribute("Method") != "urn:oasis:names:tc:SAML:2.0:cm:bearer" || SafeXml.Child(confirmation, "SubjectConfirmationData", Assertion) is not { } how) continue;
            if (SamlDocument.Time(how, "NotOnOrAfter") is not { } until || until + Skew <= expected.Now) throw Invalid("it is too old");
            if (SamlDocument.Time(how, "NotBefore") is { } from && from > expected.Now + Skew) throw Invalid("it is not valid yet");
            if (how.GetAttribute("InResponseTo") != expected.RequestId) throw Invalid("it answers another request");
            if (how.GetAttribute("Recipient") == expected.Recipient) return until + Skew;
        }
        throw Invalid("its recipient is another");
    }

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
