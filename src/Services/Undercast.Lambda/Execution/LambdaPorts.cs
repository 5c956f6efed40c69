using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Lambda;

/// <summary>What other services offer, as far as they are there. Looked up at use: some of them lean on this service in turn.</summary>
internal sealed class LambdaPorts(IServiceProvider services)
{
    public const string ServicePrincipal = "lambda.amazonaws.com";

    public IRoleSessions? Roles => services.GetService<IRoleSessions>();

    public IAccess? Access => services.GetService<IAccess>();

    public IObjectReader? Objects => services.GetService<IObjectReader>();

    public ILogWriter? Logs => services.GetService<ILogWriter>();

    /// <summary>Whether this cloud has the service.</summary>
    public bool Has(string api) => services.GetService<ServiceTable>()?.Find(api) is not null;

    /// <summary>Refuses a target whose service is not there yet: what is sent to it later would be lost.</summary>
    public void CheckTarget(string? arn)
    {
        if (Arn.TryParse(arn ?? "", out var target) && target.Service is "sns" or "events" && !Has(target.Service)) throw CommonException.NotSupported($"A destination of the service {target.Service}");
    }

    public ICloudCalls Calls => services.GetRequiredService<ICloudCalls>();
}
