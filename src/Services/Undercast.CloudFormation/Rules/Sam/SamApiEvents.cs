using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Undercast.CloudFormation.Sam.SamTree;

namespace Undercast.CloudFormation.Sam;

/// <summary>Events that are calls to a path of an API.</summary>
internal static partial class SamApiEvents
{
    [GeneratedRegex(@"\{([a-zA-Z0-9._-]+|[a-zA-Z0-9._-]+\+|proxy\+)\}")]
    private static partial Regex PathParameter();

    public static void Api(SamEvent e)
    {
        var (path, method) = (Text(e["Path"])!, Text(e["Method"])!);
        var apiId = RefOf(e["RestApiId"]) ?? Text(e["RestApiId"]);
        var api = e.Run.TypeOf(apiId) == "AWS::Serverless::Api" ? e.Run.Resources[apiId!].MapAt("Properties") : null;
        var stage = api is null ? "Prod" : Text(api["StageName"]) ?? "Stage";
        var verb = method.Equals("any", StringComparison.OrdinalIgnoreCase) ? "*" : method.ToUpperInvariant();
        var arn = Sub($"arn:{e.Run.Partition}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{verb}{PathParameter().Replace(path, "*")}", ("__ApiId__", e["RestApiId"]), ("__Stage__", "*"));
        e.Permit("apigateway.amazonaws.com", arn, stage);
        if (api?["DefinitionBody"] is not JsonObject body) return;
        if (Flag(api["MergeDefinitions"]) == true)
        {
            // AWS: what the event says of a method wins over what the definition says.
            var made = new SamOpenApi(SamOpenApi.Empty("2.0"));
            Integrate(e, api, made, path, method);
            // AWS: a definition without a path stays without.
            if (body["paths"] is not JsonObject { Count: > 0 } given) return;
            if (given[path] is not JsonObject item) given[path] = item = [];
            if (item[method.ToLowerInvariant()] is not JsonObject old) item[method.ToLowerInvariant()] = old = [];
            foreach (var (name, value) in (JsonObject)made.Paths[path]![SamOpenApi.Method(method)]!) old[name] = value?.DeepClone();
        }
        else if (e.Run.ManagedApis.Contains(apiId!)) Integrate(e, api, new SamOpenApi(body), path, method);
        else if (e["Auth"] is JsonObject auth && !IsEmpty(auth["OverrideApiAuth"]) && body["paths"] is JsonObject paths)
        {
            foreach (var item in SamOpenApi.Unwrap(paths[path]))
            {
                foreach (var definition in SamOpenApi.Unwrap(item[SamOpenApi.Method(method)]).ToArray()) SamApiMethods.Auth(e.Run, e.Name, auth, api, new SamOpenApi(body), definition, path, method);
            }
        }
    }

    private static void Integrate(SamEvent e, JsonObject api, SamOpenApi document, string path, string method)
    {
        var mode = Text(e["ResponseTransferMode"]);
        var uri = e.Target.AliasId is { } alias
            ? Sub($"arn:{e.Run.Partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{alias}}}/invocations")
            : Sub($"arn:{e.Run.Partition}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{e.Owner}.Arn}}/invocations");
        if (document.HasIntegration(path, method)) throw e.WrongByName($"API method \"{method.ToLowerInvariant()}\" defined multiple times for path \"{path}\".");
        var definition = document.Operation(path, method, e.Condition);
        var integration = Map(("type", "aws_proxy"), ("httpMethod", "POST"), ("uri", IfAny(e.Condition, uri)));
        if (e["TimeoutInMillis"] is { } timeout) integration["timeoutInMillis"] = Own(timeout);
        if (mode is not null) integration["responseTransferMode"] = mode;
        definition["responses"] ??= new JsonObject();
        definition[SamOpenApi.Integration] = integration;
        try
        {
            SamApiMethods.Apply(e.Run, e.Name, e.Properties, api, document, definition, path, method);
        }
        catch (SamException)
        {
            document.Undo(path, method);
            throw;
        }
    }

    public static void HttpApi(SamEvent e)
    {
        var (path, method) = (Text(e["Path"])!, Text(e["Method"])!);
        var apiId = RefOf(e["ApiId"]) ?? Text(e["ApiId"]);
        var api = e.Run.TypeOf(apiId) == "AWS::Serverless::HttpApi" ? e.Run.Resources[apiId!].MapAt("Properties") : null;
        var any = method.Equals("any", StringComparison.OrdinalIgnoreCase) || method == SamOpenApi.AnyMethod;
        var where = path == "$default" ? "*" : path == "/$default" ? "$default" : $"{(any ? "*" : method.ToUpperInvariant())}{PathParameter().Replace(path, "*")}";
        var arn = Sub($"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{__ApiId__}}/${{__Stage__}}/{where}", ("__ApiId__", e["ApiId"]), ("__Stage__", "*"));
        // AWS: the right to call the default route covers the other routes of the API.
        if (path == "$default" || !HasDefault(e)) e.Permit("apigateway.amazonaws.com", arn);
        if (api is null) return;
        if (e["RouteSettings"] is JsonObject route)
        {
            var all = api["RouteSettings"] as JsonObject ?? [];
            var key = method == SamOpenApi.AnyMethod ? path : $"{method.ToUpperInvariant()} {path}";
            all[key] = SamGlobals.Merged(all[key], IfAny(e.Condition, route));
            api["RouteSettings"] = Own(all);
        }
        if (api["DefinitionBody"] is not JsonObject body) return;
        var document = new SamOpenApi(body);
        var known = document.HasIntegration(path, method);
        if (known && e.Run.ManagedApis.Contains(apiId!)) throw e.WrongByName($"API method '{method.ToLowerInvariant()}' defined multiple times for path '{path}'.");
        var uri = e.Target.AliasId is { } alias
            ? Sub($"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{alias}}}/invocations")
            : Sub($"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:lambda:path/2015-03-31/functions/${{{e.Owner}.Arn}}/invocations");
        var definition = document.Operation(path, method, e.Condition);
        if (!known)
        {
            definition[SamOpenApi.Integration] = Map(("type", "aws_proxy"), ("httpMethod", "POST"), ("payloadFormatVersion", "2.0"), ("uri", IfAny(e.Condition, uri)));
            if (path == "$default") definition["isDefaultRoute"] = true;
            definition["responses"] ??= new JsonObject();
        }
        if (definition[SamOpenApi.Integration] is JsonObject integration)
        {
            if (e["TimeoutInMillis"] is { } timeout) integration["timeoutInMillis"] = Own(timeout);
            if (e["PayloadFormatVersion"] is { } format) integration["payloadFormatVersion"] = Own(format);
        }
        SamOpenApi.AddPathParameters(definition, path);
        if (e["Auth"] is JsonObject auth) HttpAuth(e, auth, api, definition, path, method);
    }

    private static bool HasDefault(SamEvent e) => (e.Run.Resources[e.Owner].MapAt("Properties")?["Events"] as JsonObject ?? []).Any(other =>
        other.Value is JsonObject map && Text(map["Type"]) == "HttpApi" && Text(map["Properties"].At("Path")) == "$default" && Same(map["Properties"].At("ApiId"), e["ApiId"]));

    private static void HttpAuth(SamEvent e, JsonObject auth, JsonObject api, JsonObject definition, string path, string method)
    {
        var apiAuth = api["Auth"] as JsonObject;
        var authorizers = apiAuth?["Authorizers"] as JsonObject;
        var scopes = auth["AuthorizationScopes"];
        if (Text(auth["Authorizer"]) is { } name)
        {
            if (name == "NONE" && apiAuth?["DefaultAuthorizer"] is null)
                throw e.WrongByName($"Unable to set Authorizer on API method [{method}] for path [{path}] because 'NONE' is only a valid value when a DefaultAuthorizer on the API is specified.");
            if (name is not ("NONE" or "AWS_IAM"))
            {
                if (authorizers is null) throw e.WrongByName($"Unable to set Authorizer [{name}] on API method [{method}] for path [{path}] because the related API does not define any Authorizers.");
                if (!authorizers.ContainsKey(name)) throw e.WrongByName($"Unable to set Authorizer [{name}] on API method [{method}] for path [{path}] because it wasn't defined in the API's Authorizers.");
            }
            SamOpenApi.Secure(definition, name, name is "NONE" or "AWS_IAM" ? null : scopes ?? authorizers?[name].At("AuthorizationScopes"));
        }
        else if (scopes is not null && Text(apiAuth?["DefaultAuthorizer"]) is { } standard) SamOpenApi.Secure(definition, standard, scopes);
    }
}
