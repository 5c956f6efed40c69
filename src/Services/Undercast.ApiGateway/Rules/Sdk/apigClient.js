// A client of one stage of an API, for browsers and Node.js. Needs nothing but fetch and, to sign, Web Crypto.
"use strict";

var apigClientFactory = (() => {
  const endpoint = new URL(__ENDPOINT__);
  const methods = __METHODS__;
  const text = new TextEncoder();
  const strict = (value) => encodeURIComponent(value).replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");
  const hash = async (value) => hex(await crypto.subtle.digest("SHA-256", text.encode(value)));

  const hmac = async (key, value) => {
    const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return crypto.subtle.sign("HMAC", imported, text.encode(value));
  };

  // Signature version 4 for the service execute-api.
  const sign = async (config, verb, url, headers, body) => {
    const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
    const scope = `${date.slice(0, 8)}/${config.region}/execute-api/aws4_request`;
    const signed = { ...headers, host: url.host, "x-amz-date": date };
    if (config.sessionToken) signed["x-amz-security-token"] = config.sessionToken;
    const lower = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), String(value).trim().replace(/ +/g, " ")]));
    const names = Object.keys(lower).sort();
    const path = url.pathname.split("/").map(strict).join("/");
    const query = [...url.searchParams].map(([name, value]) => `${strict(name)}=${strict(value)}`).sort().join("&");
    const request = [verb, path, query, ...names.map((name) => `${name}:${lower[name]}`), "", names.join(";"), await hash(body ?? "")].join("\n");
    let key = text.encode("AWS4" + config.secretKey);
    for (const part of scope.split("/")) key = await hmac(key, part);
    const signature = hex(await hmac(key, ["AWS4-HMAC-SHA256", date, scope, await hash(request)].join("\n")));
    delete lower.host;
    return { ...lower, authorization: `AWS4-HMAC-SHA256 Credential=${config.accessKey}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}` };
  };

  const send = async (config, method, params = {}, body, more = {}) => {
    const given = (names) => names.filter((name) => params[name] !== undefined && params[name] !== null);
    let path = method.path;
    for (const name of method.inPath) {
      if (params[name] === undefined) throw new Error(`The parameter ${name} is missing.`);
      path = path.replace(`{${name}+}`, () => String(params[name]).split("/").map(strict).join("/")).replace(`{${name}}`, () => strict(params[name]));
    }
    const url = new URL(endpoint.origin + endpoint.pathname.replace(/\/$/, "") + path);
    const query = [...given(method.inQuery).map((name) => [name, params[name]]), ...Object.entries(more.queryParams ?? {})];
    url.search = query.map(([name, value]) => `${strict(name)}=${strict(value)}`).join("&");
    let headers = { Accept: config.defaultAcceptType ?? "application/json", ...Object.fromEntries(given(method.inHeader).map((name) => [name, params[name]])), ...more.headers };
    const content = body === undefined || body === null || body === "" ? undefined : typeof body === "string" ? body : JSON.stringify(body);
    if (content !== undefined) headers = { "Content-Type": config.defaultContentType ?? "application/json", ...headers };
    if (config.apiKey) headers["x-api-key"] = config.apiKey;
    if (method.signed && config.accessKey && config.secretKey) headers = await sign(config, method.verb, url, headers, content);
    const response = await fetch(url, { method: method.verb, headers, body: content });
    const answer = await response.text();
    let data = answer;
    try {
      if (answer) data = JSON.parse(answer);
    } catch {
      // The answer is no JSON, and is given as it is.
    }
    const result = { status: response.status, statusText: response.statusText, headers: Object.fromEntries(response.headers), data };
    if (!response.ok) throw Object.assign(new Error(`Request failed with status code ${response.status}`), { response: result });
    return result;
  };

  return {
    newClient(config = {}) {
      const settings = { region: __REGION__, ...config };
      return Object.fromEntries(methods.map((method) => [method.name, (params, body, more) => send(settings, method, params ?? {}, body, more ?? {})]));
    },
  };
})();

if (typeof module !== "undefined" && module.exports) module.exports = apigClientFactory;
