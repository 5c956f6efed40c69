// The few calls of AWS that the page makes, without a library: Cognito's JSON API and signed requests to S3.

const encoder = new TextEncoder();
const hex = (bytes) => [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
const sha256 = async (data) => hex(await crypto.subtle.digest('SHA-256', data));
const hmac = async (key, text) => {
  const k = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', k, encoder.encode(text)));
};

export class Aws {
  // On AWS the services have hosts of their own; `endpoint` stands for all of them elsewhere.
  constructor({ Region, Endpoint }) {
    this.region = Region;
    this.endpoint = Endpoint;
  }

  async json(service, target, input) {
    const response = await fetch(this.endpoint ?? `https://${service}.${this.region}.amazonaws.com/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.message), { name: (answer.__type ?? '').split('#').pop() });
    return answer;
  }

  users(operation, input) {
    return this.json('cognito-idp', `AWSCognitoIdentityProviderService.${operation}`, input);
  }

  identities(operation, input) {
    return this.json('cognito-identity', `AWSCognitoIdentityService.${operation}`, input);
  }

  // Signature Version 4 of a request for an object; the body itself is not hashed.
  async object(method, bucket, key, credentials, body, type) {
    const path = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const base = this.endpoint ?? `https://s3.${this.region}.amazonaws.com`;
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const scope = `${time.slice(0, 8)}/${this.region}/s3/aws4_request`;
    const headers = {
      host: new URL(base).host,
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      'x-amz-date': time,
      'x-amz-security-token': credentials.SessionToken,
    };
    const names = Object.keys(headers).sort();
    const canonical = [method, path, '', ...names.map((n) => `${n}:${headers[n]}`), '', names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
    const text = ['AWS4-HMAC-SHA256', time, scope, await sha256(encoder.encode(canonical))].join('\n');
    let signing = encoder.encode(`AWS4${credentials.SecretKey}`);
    for (const part of scope.split('/')) signing = await hmac(signing, part);
    const { host, ...sent } = headers;
    const response = await fetch(base + path, {
      method,
      body,
      headers: {
        ...sent,
        ...(type ? { 'content-type': type } : {}),
        authorization: `AWS4-HMAC-SHA256 Credential=${credentials.AccessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${hex(await hmac(signing, text))}`,
      },
    });
    if (!response.ok) throw new Error(`S3 answered ${response.status}`);
    return response;
  }
}
