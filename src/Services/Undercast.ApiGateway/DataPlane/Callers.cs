using Microsoft.AspNetCore.Http.Features;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>Who signed a request to a deployed API, and what policies say of callers.</summary>
internal sealed class Callers(GatewayPorts ports, TimeProvider time)
{
    public const string Invoke = "execute-api:Invoke";

    // Requests to deployed APIs are signed for a service of their own.
    private static readonly ApiDescriptor Signing = new()
    {
        Api = new AwsApiAttribute("execute-api", "2015-07-09") { ServiceId = "execute-api", Wires = [Wire.RestJson1] }, Operations = new Dictionary<string, OperationDescriptor>(),
    };

    /// <summary>Whose signature a request carries; anonymous without one.</summary>
    /// <exception cref="CommonException">The signature is not in order.</exception>
    public async ValueTask<Principal> IdentifyAsync(GatewayRequest request)
    {
        var raw = request.Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var head = new WireRequest
        {
            Method = request.HttpMethod, Path = question < 0 ? raw : raw[..question], Query = question < 0 ? "" : raw[(question + 1)..], Headers = request.Http.Request.Headers,
        };
        var identity = await ports.Identification.IdentifyAsync(head, Signing, null, request.Http.RequestAborted);
        identity.VerifyBody(request.Body.Span);
        return identity.Caller;
    }

    /// <summary>Whether a caller may do something with an API; without an evaluator, root alone may.</summary>
    public ValueTask<bool> MayAsync(GatewayRequest request, Principal caller, string action, string resource) =>
        ports.Access is { } access ? access.MayAsync(ContextOf(request, caller), action, resource) : new ValueTask<bool>(caller.Kind == PrincipalKind.Root);

    /// <summary>What the policy of an authorizer says of an invocation, or null where nothing evaluates policies.</summary>
    public AccessVerdict? Judge(GatewayRequest request, string principalId, string policy, string resource)
    {
        if (ports.Policies is not { } policies) return null;
        var who = new Principal(PrincipalKind.User, request.Account, $"arn:aws:iam::{request.Account}:user/{principalId}", principalId);
        return policies.Decide(ContextOf(request, who), who, new PrincipalPolicies { Identity = [policies.Compile(policy)] }, null, new Permission(Invoke, resource), null);
    }

    private CallContext ContextOf(GatewayRequest request, Principal caller) => new()
    {
        RequestId = request.RequestId, Caller = caller, Region = request.Region, Now = time.GetUtcNow(), SourceIp = request.SourceIp, UserAgent = request.UserAgent,
        SecureTransport = Transport.IsSecure(request.Http), Cancelled = request.Http.RequestAborted,
    };
}
