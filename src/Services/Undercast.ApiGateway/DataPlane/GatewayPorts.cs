using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>What other services offer, as far as they are there. Looked up at use: some of them lean on this service in turn.</summary>
internal sealed class GatewayPorts(IServiceProvider services, TimeProvider time)
{
    public const string ServicePrincipal = "apigateway.amazonaws.com";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, RoleSession> _sessions = new(StringComparer.Ordinal);

    public IFunctionInvoker? Functions => services.GetService<IFunctionInvoker>();

    public IObjectReader? Objects => services.GetService<IObjectReader>();

    public IUserPoolTokens? Tokens => services.GetService<IUserPoolTokens>();

    public IAccess? Access => services.GetService<IAccess>();

    public PolicyAuthorizer? Policies => services.GetService<PolicyAuthorizer>();

    public ICloudCalls Calls => services.GetRequiredService<ICloudCalls>();

    public ApiCatalog Catalog => services.GetRequiredService<ApiCatalog>();

    public CallerIdentification Identification => services.GetRequiredService<CallerIdentification>();

    public CloudOptions Cloud => services.GetRequiredService<CloudOptions>();

    /// <summary>The principal that acts as a role for an API; sessions are kept until shortly before they end.</summary>
    /// <exception cref="CommonException">The role does not trust the gateway.</exception>
    public async ValueTask<Principal> AssumeAsync(string roleArn, CancellationToken ct)
    {
        if (_sessions.TryGetValue(roleArn, out var known) && known.Expires - Margin > time.GetUtcNow()) return known.Principal;
        var roles = services.GetService<IRoleSessions>() ?? throw CommonException.NotSupported("Acting as a role");
        var session = await roles.AssumeAsync(new RoleSessionRequest { RoleArn = roleArn, SessionName = "BackplaneAssumeRoleSession", Service = ServicePrincipal }, ct);
        _sessions[roleArn] = session;
        return session.Principal;
    }
}
