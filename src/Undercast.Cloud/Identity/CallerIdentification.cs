using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The identify step: from the head of a request to the principal that sent it.</summary>
public sealed class CallerIdentification
{
    private readonly CloudOptions _options;
    private readonly SignatureVerifier _verifier;
    private readonly LegacySignature _legacy;

    /// <summary>Creates the step over every registered source of credentials.</summary>
    public CallerIdentification(CloudOptions options, IEnumerable<ICredentialSource> sources, TimeProvider time)
    {
        options.Check();
        _options = options;
        var credentials = new CredentialSources(sources);
        _verifier = new SignatureVerifier(credentials, time);
        _legacy = new LegacySignature(credentials, time);
    }

    /// <summary>The service name that the request claims to be signed for, or null; a hint for the claim step, believed only after <see cref="IdentifyAsync"/>.</summary>
    public static string? SigningNameHint(WireRequest head) => RequestSignature.PeekService(head);

    /// <summary>Verifies the head. A request without a signature comes from <see cref="Principal.Anonymous"/>.</summary>
    /// <param name="head">The request; its body is not looked at.</param>
    /// <param name="api">The API that the request was claimed for.</param>
    /// <param name="operation">The operation, where the head tells it.</param>
    /// <param name="ct">Cancels the look-up of the key.</param>
    /// <exception cref="CommonException">The signature is malformed or wrong.</exception>
    public async ValueTask<CallerIdentity> IdentifyAsync(WireRequest head, ApiDescriptor api, OperationDescriptor? operation, CancellationToken ct)
    {
        if (_options.Auth == AuthMode.Open) return Open(head);
        if (await _verifier.VerifyAsync(head, api.SigningName, api.Api.RawSigningPath, ct) is { } identity) return identity;
        if (api.Api.RawSigningPath && await _legacy.VerifyAsync(head, ct) is { } caller) return CallerIdentity.Unverified(head, caller, null);
        // Refused here rather than by the authorizer, so that no body is read for it.
        if (operation is { AllowAnonymous: false }) throw SignatureErrors.Unsigned(head.Headers);
        return CallerIdentity.Unverified(head, Principal.Anonymous, null);
    }

    /// <summary>Verifies the signature of a form; the operation that the form is sent to asks for it once the fields are read.</summary>
    /// <exception cref="CommonException">The signature is malformed or wrong.</exception>
    public async ValueTask<Principal> IdentifyAsync(SignedForm form, string signingName, CancellationToken ct)
    {
        if (_options.Auth == AuthMode.Open) return Principal.Root(_options.DefaultAccount);
        var parts = form.Credential.Split('/');
        if (!form.IsLegacy && (parts.Length != 5 || parts[3] != signingName || parts[4] != "aws4_request")) throw SignatureErrors.BadCredential(form.Credential);
        var credential = await _legacy.CheckedAsync(parts[0], form.SessionToken, ct);
        var isGood = form.IsLegacy
            ? LegacySignature.IsSignedBy(credential, form.Policy, form.Signature)
            : FixedTime.HexEqual(form.Signature, HMACSHA256.HashData(SigningKeys.Derive(credential.Secret, string.Join('/', parts[1..])), Encoding.UTF8.GetBytes(form.Policy)));
        return isGood ? credential.Principal with { AccessKeyId = credential.AccessKeyId } : throw SignatureErrors.DoesNotMatch(raw: true);
    }

    private CallerIdentity Open(WireRequest head)
    {
        var (account, region) = (_options.DefaultAccount, (string?)null);
        if (RequestSignature.PeekCredential(head) is { } credential)
        {
            var parts = credential.Split('/');
            if (parts[0].Length == 12 && parts[0].All(char.IsAsciiDigit)) account = parts[0];
            if (parts.Length == 5 && SignatureVerifier.IsRegion(parts[2])) region = parts[2];
        }
        return CallerIdentity.Unverified(head, Principal.Root(account), region);
    }
}
